// Asks the browser for a passkey, to make one or to sign with one, and sends its answer with the form.
"use strict";

(() => {
  const form = document.querySelector("form[data-passkey]");
  const options = document.getElementById("passkey-options");
  if (!form || !options || !window.PublicKeyCredential) return;

  const bytes = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  };
  const text = (buffer) => {
    const plain = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };
  const decoded = (list) => (list || []).map((known) => ({ ...known, id: bytes(known.id) }));

  async function ask() {
    const publicKey = JSON.parse(JSON.parse(options.textContent));
    publicKey.challenge = bytes(publicKey.challenge);
    if (form.dataset.passkey === "make") {
      publicKey.user.id = bytes(publicKey.user.id);
      publicKey.excludeCredentials = decoded(publicKey.excludeCredentials);
      return navigator.credentials.create({ publicKey });
    }
    publicKey.allowCredentials = decoded(publicKey.allowCredentials);
    return navigator.credentials.get({ publicKey });
  }

  function inWords(credential) {
    const { response } = credential;
    const answer = { clientDataJSON: text(response.clientDataJSON) };
    if (response.attestationObject) {
      answer.attestationObject = text(response.attestationObject);
    } else {
      answer.authenticatorData = text(response.authenticatorData);
      answer.signature = text(response.signature);
    }
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response: answer,
      clientExtensionResults: credential.getClientExtensionResults(),
    });
  }

  const button = form.querySelector("button");
  const failed = form.querySelector(".sign-in-passkey-failed");
  button.addEventListener("click", async () => {
    const name = document.querySelector("input[name='name']:not([type='hidden'])");
    if (name && !name.reportValidity()) return;
    failed.hidden = true;
    button.disabled = true;
    try {
      const credential = await ask();
      if (name) form.elements.name.value = name.value;
      form.elements.credential.value = inWords(credential);
      form.submit();
    } catch {
      failed.hidden = false;
      button.disabled = false;
      button.focus();
    }
  });
  form.hidden = false;
  const section = form.closest("[data-passkey-section]");
  if (section) section.hidden = false;
})();
