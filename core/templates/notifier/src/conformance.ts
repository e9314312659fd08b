import type { ConformanceOptions } from '@headless-pmo/testing'

/** What the plugin is tried with: a room, and what the chat answers when all is well. */
export default {
  entry: new URL('index.ts', import.meta.url),
  config: { room: 'delivery' },
  secrets: { token: 'canary-7f3a-never-in-output' },
  notifier: { accept: () => Response.json({ id: '1' }, { status: 201 }) },
  knownGaps: {},
} satisfies ConformanceOptions
