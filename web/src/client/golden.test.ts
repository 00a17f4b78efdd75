/** The transcripts of docs/golden, with the library in the client's part. A real node is tested against the same files. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Actor } from './testing/actor';
import { ServerSide } from './testing/server-side';
import { stories } from './testing/story';

let server: ServerSide;

beforeEach(async () => {
  server = await ServerSide.start();
});

afterEach(() => server.stop());

describe.each(stories())('$name', (story) => {
  test(story.story, async () => {
    const actor = new Actor(server, story);
    for (const step of story.steps) {
      await actor.play(step);
    }
    await actor.finish();
  });
});

test('there are stories', () => {
  expect(stories().length).toBeGreaterThan(10);
});
