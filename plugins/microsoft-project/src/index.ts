/**
 * Microsoft Project for Headless PMO: plan files in the XML format of Microsoft Project (MSPDI).
 * @module
 */
import { auth, defineConnector, definePlugin, secret } from '@headless-pmo/sdk'
import { FilesConfig } from './files/config.ts'
import { fileAddress, folderAddress, namesFile } from './files/file-address.ts'
import { planStream } from './files/plan-stream.ts'
import { probe, scopes } from './files/probe.ts'

export default definePlugin({
  id: 'microsoft-project',
  title: 'Microsoft Project',
  version: '0.1.0',
  sdk: '^1.0.0',
  contributes: [
    defineConnector({
      config: FilesConfig,
      secrets: {
        token: secret('Bearer token for the addresses in `urls`, where they ask for one', { optional: true }),
      },
      authorize: auth.firstOf([auth.bearer('token'), auth.none()]),
      egress: ({ files, urls }) => [
        ...urls.map((url) => new URL(url).origin),
        ...files.map((path) => (namesFile(path) ? fileAddress(path) : folderAddress(path))),
      ],
      files: ({ files }) => files,
      probe,
      scopes,
      streams: { plan: planStream },
    }),
  ],
})
