// Tells every few seconds that this page is open, and shows who else has it open.
const EVERY = 20_000;
const LATER = 1_000; // what a page says in leaving has arrived by then

export function start(box) {
  const { address, place, token } = box.dataset;
  const tabs = new BroadcastChannel(`presence ${address} ${place}`);
  const form = (more) => new URLSearchParams({ csrf_token: token, place, ...more });

  async function call() {
    try {
      const answer = await fetch(address, { method: "POST", body: form() });
      if (!answer.ok) return;
      const { sentence } = await answer.json();
      if (box.textContent !== sentence) box.textContent = sentence;
    } catch {
      // Away from the network for a while; the next call tells.
    }
  }

  setInterval(call, EVERY);
  addEventListener("pageshow", (event) => { if (event.persisted) call(); });
  addEventListener("pagehide", () => {
    navigator.sendBeacon(address, form({ left: "1" }));
    tabs.postMessage("left");
  });
  // Whoever has closed one of two tabs is still here.
  tabs.addEventListener("message", () => setTimeout(call, LATER));
  call();
}
