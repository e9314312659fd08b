import type { Store } from '../store.ts'
import { fileAddress, folderAddress, namesFile } from './file-address.ts'
import { planStream } from './plan-stream.ts'
import { probe, scopes } from './probe.ts'

/** Plan files in folders and at web addresses. */
export const filesStore: Store = {
  title: 'Plan files',
  configured: ({ files, urls }) => files.length + urls.length > 0,
  egress: ({ files, urls }) => [
    ...urls.map((url) => new URL(url).origin),
    ...files.map((path) => (namesFile(path) ? fileAddress(path) : folderAddress(path))),
  ],
  probe,
  scopes,
  streams: { plan: planStream },
}
