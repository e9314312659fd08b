import { expect, test } from 'vitest'
import { PmoError } from '../config/index.ts'
import { loadFailure } from './load-failure.ts'

const SYNTAX = `The plugin /srv/a/plugins/x.ts cannot be bundled: Build failed with 1 error:

[PARSE_ERROR] Unexpected token
   ╭─[ plugins/x.ts:1:17 ]
   │
 1 │ export default {{
`

test.each([
  [
    'a bundler that found a mistake',
    new PmoError('plugin-unusable', SYNTAX),
    'import',
    'The plugin "./x.ts" stopped while it was loaded: Unexpected token (plugins/x.ts:1:17). Mend it or remove it from the configuration.',
  ],
  [
    'no default export',
    new PmoError(
      'plugin-unusable',
      'cannot be bundled:\n\n[MISSING_EXPORT] "default" is not exported by "x.ts".',
    ),
    'verify',
    'The plugin "./x.ts" exports no plugin by default; end it with: export default definePlugin({ … })',
  ],
  [
    'a sentence of the host',
    new PmoError(
      'plugin-unusable',
      'The plugin /srv/a/plugins/x.ts cannot be read; install its package again.',
    ),
    'import',
    'The plugin ./x.ts cannot be read; install its package again.',
  ],
  [
    'anything else',
    new Error('spawn EAGAIN\n    at line 1'),
    'import',
    'The plugin "./x.ts" stopped while it was loaded: spawn EAGAIN. Mend it or remove it from the configuration.',
  ],
])('%s is told in one sentence', (_, error, phase, reason) => {
  expect(loadFailure(error, './x.ts', '/srv/a/plugins/x.ts')).toEqual({ phase, reason })
})
