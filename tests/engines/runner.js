// The runner page: asks the stage for scenarios, plays them, and posts what script could see.
"use strict";

const HOME = "https://shop.example/corsmodel/";
const AT_ONCE = 8;
const PATIENCE = 15000;

const post = async (path, value) =>
  (await nativeFetch(HOME + path, { method: "POST", body: JSON.stringify(value) })).json();
const nativeFetch = window.fetch.bind(window);
const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function body(description) {
  if (!description) return undefined;
  const text = "x".repeat(description.length ?? 1);
  switch (description.kind) {
    case "text": return text;
    case "blob": return new Blob([text], description.type === null ? {} : { type: description.type });
    case "urlsearchparams": return new URLSearchParams([["a", text]]);
    case "formdata": {
      const data = new FormData();
      data.append("a", text);
      return data;
    }
    case "arraybuffer": return new TextEncoder().encode(text).buffer;
    case "stream": return new Blob([text]).stream();
  }
  throw new Error("unknown body kind");
}

async function playFetch(asked) {
  const init = {
    method: asked.method, headers: asked.headers, mode: asked.mode, credentials: asked.credentials,
    redirect: asked.redirect, cache: asked.cache, referrerPolicy: asked.referrer_policy,
    keepalive: asked.keepalive,
  };
  if (asked.referrer !== null) init.referrer = asked.referrer;
  if (asked.body !== null) init.body = body(asked.body);
  if (asked.duplex !== null) init.duplex = asked.duplex;
  let request;
  try {
    request = new Request(asked.url, init);
  } catch (error) {
    return { outcome: "invalid-request", exception: error.name };
  }
  try {
    const response = await nativeFetch(request);
    const seen = {
      outcome: { opaque: "opaque", opaqueredirect: "opaque-redirect" }[response.type] ?? "readable",
      response: {
        type: response.type, status: response.status, url: response.url,
        redirected: response.redirected, headers: [...response.headers],
      },
    };
    await response.text().catch(() => {});
    return seen;
  } catch (error) {
    return { outcome: "network-error", exception: error.name };
  }
}

function playXHR(asked) {
  return new Promise((resolve) => {
    const xhr = new XMLHttpRequest();
    try {
      xhr.open(asked.method, asked.url);
      xhr.withCredentials = asked.credentials === "include";
      if (asked.upload_listeners) xhr.upload.addEventListener("progress", () => {});
      for (const [name, value] of asked.headers) xhr.setRequestHeader(name, value);
      // A browser that tries to read the answer as XML complains about it.
      xhr.overrideMimeType("text/plain");
      xhr.onload = () => resolve({
        outcome: "readable",
        response: {
          status: xhr.status, url: xhr.responseURL,
          headers: xhr.getAllResponseHeaders().split("\r\n").filter(Boolean).map((line) => {
            const colon = line.indexOf(":");
            return [line.slice(0, colon), line.slice(colon + 1).trim()];
          }),
        },
      });
      xhr.onerror = () => resolve({ outcome: "network-error" });
      xhr.onabort = () => resolve({ outcome: "aborted" });
      xhr.send(body(asked.body));
    } catch (error) {
      resolve({ outcome: "invalid-request", exception: error.name });
    }
  });
}

function playElement(asked) {
  return new Promise((resolve) => {
    const element = document.createElement(asked.api);
    if (asked.crossorigin !== null) element.crossOrigin = asked.crossorigin;
    if (asked.referrer_policy) element.referrerPolicy = asked.referrer_policy;
    element.onload = () => resolve({ outcome: "loaded" });
    element.onerror = () => resolve({ outcome: "network-error" });
    element.src = asked.url;
    if (asked.api === "script") document.head.append(element);
  });
}

async function play(scenario) {
  const start = performance.now();
  const seen = [];
  for (const [index, { at, request }] of scenario.fetches.entries()) {
    const wait = (at - scenario.fetches[0].at) * 1000 - (performance.now() - start);
    if (wait > 0) await sleep(wait);
    if (index) await post("begin", { token: scenario.token, fetch: index });
    const playing = { fetch: playFetch, xhr: playXHR }[request.api] ?? playElement;
    seen.push(await Promise.race([
      playing(request), sleep(PATIENCE).then(() => ({ outcome: "timeout" })),
    ]));
  }
  return { token: scenario.token, seen };
}

async function main() {
  const client = document.documentElement.dataset.client;
  let results = [];
  for (;;) {
    const work = await post("next", { client, results }).catch(() => ({ failed: true }));
    if (work.failed) { await sleep(500); continue; }
    results = [];
    if (work.go) { location.href = work.go; return; }
    const waiting = work.scenarios;
    const one = async () => {
      for (let next; (next = waiting.shift()); ) results.push(await play(next));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
  }
}

main();
