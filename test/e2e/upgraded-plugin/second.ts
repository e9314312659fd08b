import { z } from '@headless-pmo/sdk'
import { buildPlugin } from './build-plugin.ts'

export default buildPlugin({
  version: '2.0.0',
  config: z.strictObject({ baseUrl: z.url().describe('Address of the tracker') }),
  addressOf: ({ baseUrl }) => baseUrl,
  history: {
    configVersion: 2,
    migrateConfig(config) {
      const { url } = z.object({ url: z.string() }).parse(config)
      if (url.includes('refuse')) throw new Error('Nobody knows where that went.')
      return { baseUrl: url }
    },
  },
})
