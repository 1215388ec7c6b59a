// What this page keeps: the token and the session as long as the window is open, and one's own
// taste. A browser may refuse to keep anything; then it is kept until the page is left.

const inMemory = new Map();

function kept(storage, name) {
  const key = `offhook.${name}`;
  return {
    get value() {
      try {
        return storage().getItem(key);
      } catch {
        return inMemory.get(key) ?? null;
      }
    },
    set value(text) {
      try {
        if (text === null) storage().removeItem(key);
        else storage().setItem(key, text);
      } catch {
        inMemory.set(key, text);
      }
    },
  };
}

const ofWindow = () => sessionStorage;
const ofBrowser = () => localStorage;

export const token = kept(ofWindow, "token");
export const sessionId = kept(ofWindow, "session");
/** The call that only proves a workplace, so that its PIN is confirmed as that one's. */
export const validation = kept(ofWindow, "validation");
/** Each is "off", or on. */
export const sound = kept(ofBrowser, "sound");
export const shortcuts = kept(ofBrowser, "shortcuts");
/** A supervisor's own phone, as JSON. */
export const ownPhone = kept(ofBrowser, "phone");

/** A token that came in the address, which does not keep it. */
export function takeTokenFromAddress() {
  const found = /^#token=([^&]+)/.exec(location.hash);
  if (!found) return;
  history.replaceState(null, "", location.pathname + location.search);
  try {
    token.value = decodeURIComponent(found[1]);
  } catch {
    // No token has such an escape.
    token.value = null;
  }
  sessionId.value = null;
}
