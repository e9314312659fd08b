/**
 * Spreadsheet exports for Headless PMO: the rows of CSV and TSV files as work items, by a mapping of columns.
 * @module
 */
import { auth, defineConnector, definePlugin, secret } from '@headless-pmo/sdk'
import { Config } from './config.ts'
import { fileAddress, folderAddress, namesTable } from './files/file-address.ts'
import { previewRoute } from './preview/route.ts'
import { probe } from './probe.ts'
import { rowStream } from './stream.ts'

const connector = defineConnector({
  config: Config,
  secrets: {
    token: secret('Bearer token for the addresses in `urls`, where they ask for one', { optional: true }),
  },
  authorize: auth.firstOf([auth.bearer('token'), auth.none()]),
  egress: ({ files, urls }) => [
    ...urls.map((url) => new URL(url).origin),
    ...files.map((path) => (namesTable(path) ? fileAddress(path) : folderAddress(path))),
  ],
  files: ({ files }) => files,
  probe,
  streams: { rows: rowStream },
})

export default definePlugin({
  id: 'import-csv',
  title: 'Spreadsheet import',
  version: '0.1.0',
  sdk: '^1.0.0',
  contributes: [connector, previewRoute],
})
