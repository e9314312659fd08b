import { computeTask } from '../compute/index.ts'
import type { renderReport } from './render/render.ts'

/** Writes a report as a text. */
export const RENDER = computeTask<typeof renderReport>({
  title: 'Writing a report',
  from: import.meta.url,
  module: './render/render',
  name: 'renderReport',
})
