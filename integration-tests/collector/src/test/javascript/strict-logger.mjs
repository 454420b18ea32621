// The providers log a failed delivery and go on; here it ends the script.
import assert from 'node:assert/strict';

const ignore = () => {};

export const strictLogger = {
  error: (...messages) => {
    process.exitCode = 1;
    assert.fail(messages.join(' '));
  },
  warn: ignore,
  info: ignore,
  debug: ignore,
};
