// Who is signed in stands outside the cached page: a fragment of its own, asked for only when the
// hint cookie says that there is somebody.
export async function start(box) {
  if (!/(^|; )signed_in=/.test(document.cookie)) return;
  const answer = await fetch("/account/bar", { headers: { Accept: "text/html" } });
  if (answer.ok) box.innerHTML = await answer.text();
}
