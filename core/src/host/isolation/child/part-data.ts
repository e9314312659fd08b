import { deserialize, serialize } from 'node:v8'
import type { Part } from '@headless-pmo/sdk'

/** A part as the server keeps it between two calls: its data is a text that only this process can read. */
export function sealPart({ key, title, data }: Part<unknown>): Part<string> {
  return { key, title, data: serialize(data).toString('base64') }
}

/** @throws where another version of the plugin has sealed it */
export function openPart({ key, title, data }: Part<unknown>): Part<unknown> {
  return { key, title, data: typeof data === 'string' ? deserialize(Buffer.from(data, 'base64')) : undefined }
}
