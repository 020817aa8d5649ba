/** What every client is asked. */
export const QUESTION = 'Tell me of camels';
export const TOOL_QUESTION = 'How many humps?';
export const MODEL = 'claude-haiku';

/** A picture of one pixel. */
export const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** The input that the tool `humps` asks for, as a JSON schema. */
export const HUMPS = {
  type: 'object',
  properties: { animal: { type: 'string' } },
  required: ['animal'],
};

/**
 * Runs the cases that the command line names, each with an object to write down what it sees, and
 * prints one line of JSON for each: all that it saw, also before something was raised.
 */
export async function run(sdk, cases) {
  for (const name of process.argv.slice(2)) {
    const saw = { case: name };
    try {
      await cases[name](saw);
    } catch (raised) {
      saw.raised = classesOf(raised, sdk);
      saw.status = raised.status ?? raised.$metadata?.httpStatusCode;
      saw.requestId = raised.requestID ?? raised.$metadata?.requestId;
      saw.message = String(raised.message);
    }
    console.log(JSON.stringify(saw));
  }
}

/** The names under which the SDK exports what was raised, and its superclasses. */
function classesOf(raised, sdk) {
  return Object.keys(sdk).filter(
    (name) => sdk[name]?.prototype && raised instanceof sdk[name],
  );
}
