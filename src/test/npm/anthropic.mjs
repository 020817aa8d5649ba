import Anthropic, * as sdk from '@anthropic-ai/sdk';
import { HUMPS, MODEL, PIXEL, QUESTION, run, TOOL_QUESTION } from './cases.mjs';

const client = new Anthropic({ baseURL: process.env.GATEWAY, apiKey: 'anybody' });

const question = {
  model: MODEL,
  max_tokens: 500,
  messages: [{ role: 'user', content: QUESTION }],
};

function record(saw, message) {
  saw.text = message.content.map((block) => block.text ?? '').join('');
  saw.stop = message.stop_reason;
  saw.inputTokens = message.usage.input_tokens;
  saw.outputTokens = message.usage.output_tokens;
  saw.requestId = message._request_id;
}

const ask = async (saw, request) => record(saw, await client.messages.create(request));

async function useTool(saw, send) {
  const talk = {
    model: MODEL,
    max_tokens: 500,
    messages: [{ role: 'user', content: TOOL_QUESTION }],
    tools: [{ name: 'humps', input_schema: HUMPS }],
  };
  const asked = await send(talk);
  const use = asked.content.find((block) => block.type === 'tool_use');
  saw.input = use.input;
  const result = { type: 'tool_result', tool_use_id: use.id, content: 'two' };
  talk.messages.push(
    { role: 'assistant', content: asked.content },
    { role: 'user', content: [result] },
  );
  record(saw, await send(talk));
}

await run(sdk, {
  whole: (saw) => ask(saw, question),

  async streamed(saw) {
    saw.pieces = [];
    const events = client.messages.stream(question);
    events.on('text', (piece) => saw.pieces.push(piece));
    events.on('message', (message) => record(saw, message));
    await events.done();
  },

  tool: (saw) => useTool(saw, (request) => client.messages.create(request)),

  toolStreamed: (saw) => useTool(saw, (request) => client.messages.stream(request).finalMessage()),

  image: (saw) =>
    ask(saw, {
      ...question,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PIXEL } },
            { type: 'text', text: QUESTION },
          ],
        },
      ],
    }),

  unknownModel: (saw) => ask(saw, { ...question, model: 'gpt' }),

  invalid: (saw) => ask(saw, { ...question, max_tokens: 0 }),
});
