import * as sdk from '@aws-sdk/client-bedrock-runtime';
import { HUMPS, MODEL, PIXEL, QUESTION, run, TOOL_QUESTION } from './cases.mjs';

const client = new sdk.BedrockRuntimeClient({
  endpoint: process.env.GATEWAY,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'any', secretAccessKey: 'body' },
});

const question = { modelId: MODEL, messages: [{ role: 'user', content: [{ text: QUESTION }] }] };

async function converse(request) {
  const answer = await client.send(new sdk.ConverseCommand(request));
  return { ...answer, message: answer.output.message };
}

/** Puts the events of a stream together, and tells `onText` of each piece of text. */
async function converseStream(request, onText = () => {}) {
  const { stream, $metadata } = await client.send(new sdk.ConverseStreamCommand(request));
  const answer = { message: { content: [] }, $metadata };
  for await (const event of stream) {
    const { contentBlockIndex: index, delta, start } = Object.values(event)[0];
    const content = answer.message.content;
    if (start?.toolUse) content[index] = { toolUse: { ...start.toolUse, input: '' } };
    if (delta?.toolUse) content[index].toolUse.input += delta.toolUse.input;
    if (delta?.text) {
      onText(delta.text);
      content[index] = { text: (content[index]?.text ?? '') + delta.text };
    }
    if (event.contentBlockStop && content[index]?.toolUse) {
      content[index].toolUse.input = JSON.parse(content[index].toolUse.input);
    }
    if (event.messageStart) answer.message.role = event.messageStart.role;
    if (event.messageStop) answer.stopReason = event.messageStop.stopReason;
    if (event.metadata) answer.usage = event.metadata.usage;
  }
  return answer;
}

function record(saw, answer) {
  saw.text = answer.message.content.map((block) => block.text ?? '').join('');
  saw.stop = answer.stopReason;
  saw.inputTokens = answer.usage.inputTokens;
  saw.outputTokens = answer.usage.outputTokens;
  saw.requestId = answer.$metadata.requestId;
}

const ask = async (saw, request) => record(saw, await converse(request));

async function useTool(saw, send) {
  const talk = {
    modelId: MODEL,
    messages: [{ role: 'user', content: [{ text: TOOL_QUESTION }] }],
    toolConfig: { tools: [{ toolSpec: { name: 'humps', inputSchema: { json: HUMPS } } }] },
  };
  const asked = await send(talk);
  const { toolUse } = asked.message.content.find((block) => block.toolUse);
  saw.input = toolUse.input;
  const toolResult = { toolUseId: toolUse.toolUseId, content: [{ text: 'two' }] };
  talk.messages.push(asked.message, { role: 'user', content: [{ toolResult }] });
  record(saw, await send(talk));
}

await run(sdk, {
  whole: (saw) => ask(saw, question),

  async streamed(saw) {
    saw.pieces = [];
    record(saw, await converseStream(question, (piece) => saw.pieces.push(piece)));
  },

  tool: (saw) => useTool(saw, converse),

  toolStreamed: (saw) => useTool(saw, converseStream),

  image: (saw) =>
    ask(saw, {
      modelId: MODEL,
      messages: [
        {
          role: 'user',
          content: [
            { text: QUESTION },
            { image: { format: 'png', source: { bytes: Buffer.from(PIXEL, 'base64') } } },
          ],
        },
      ],
    }),

  unknownModel: (saw) => ask(saw, { ...question, modelId: 'gpt' }),

  invalid: (saw) => ask(saw, { ...question, inferenceConfig: { maxTokens: 0 } }),
});
