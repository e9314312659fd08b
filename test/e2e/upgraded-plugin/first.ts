import { z } from '@headless-pmo/sdk'
import { buildPlugin } from './build-plugin.ts'

export default buildPlugin({
  version: '1.0.0',
  config: z.strictObject({ url: z.url().describe('Address of the tracker') }),
  addressOf: ({ url }) => url,
  history: {},
})
