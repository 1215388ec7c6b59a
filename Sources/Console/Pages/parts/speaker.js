// Says things to screen readers, without a picture of it.

/** @param isUrgent whether it interrupts what is being read. */
export function announce(text, isUrgent = false) {
  const region = document.getElementById(isUrgent ? "said-at-once" : "said");
  // The same text twice is said twice only when it is another.
  region.textContent = region.textContent === text ? `${text}\u00A0` : text;
}
