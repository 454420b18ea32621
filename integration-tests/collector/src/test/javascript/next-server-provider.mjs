// Sends what the next provider for servers sends, first asking for permission as a browser does.
import assert from 'node:assert/strict';

const { ENDPOINT, API_KEY } = process.env;
const collector = `${ENDPOINT}/v1/data/collector`;
const origin = 'https://shop.example';
const creationDate = Math.floor(Date.now() / 1000);

const preflight = await fetch(collector, {
  method: 'OPTIONS',
  headers: {
    Origin: origin,
    'Access-Control-Request-Method': 'POST',
    'Access-Control-Request-Headers': 'authorization,content-type,accept',
  },
});
assert.equal(preflight.status, 204);
assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
assert.match(preflight.headers.get('access-control-allow-methods'), /\bPOST\b/);
for (const header of ['authorization', 'content-type', 'accept']) {
  assert.match(preflight.headers.get('access-control-allow-headers'), new RegExp(`(^|[ ,])${header}($|[ ,])`, 'i'));
}

const response = await fetch(collector, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${API_KEY}`, Origin: origin },
  body: JSON.stringify({
    meta: { env: 'test' },
    events: [
      {
        kind: 'feature',
        creationDate,
        contextKind: 'user',
        key: 'string-flag',
        userKey: 'next-user',
        default: false,
        value: 'navy',
        variation: 'blue',
      },
      {
        kind: 'tracking',
        creationDate,
        contextKind: 'user',
        key: 'order-paid',
        userKey: 'undefined-targetingKey',
        evaluationContext: { plan: 'pro' },
        trackingEventDetails: { value: 49.9 },
      },
    ],
  }),
});
assert.equal(response.status, 200);
assert.equal(response.headers.get('access-control-allow-origin'), '*');
assert.equal((await response.json()).ingestedContentCount, 2);
