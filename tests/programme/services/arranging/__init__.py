"""Tests of what organisers do to arrange sessions."""
