/**
 * Standards of data for Headless PMO: whether what everything else rests on is fresh, whole, understood and agreed upon.
 * @module
 */
import { definePlugin } from '@headless-pmo/sdk'
import { claimsUnique, connectionUsed, itemsClaimed } from './claims/claims.ts'
import { contradictions } from './claims/contradictions.ts'
import { fields } from './filling/fields.ts'
import { statuses } from './filling/statuses.ts'
import { fieldsUsed } from './filling/unused.ts'
import { peopleDistinct, peopleKnown } from './people/people.ts'
import { refused, removals, warnings } from './reading/elements.ts'
import { freshness } from './reading/freshness.ts'
import { streams } from './reading/streams.ts'

export default definePlugin({
  id: 'standards-data',
  title: 'Data standards',
  version: '0.1.0',
  sdk: '^1.1.0',
  contributes: [
    freshness,
    streams,
    refused,
    warnings,
    removals,
    statuses,
    fields,
    fieldsUsed,
    peopleKnown,
    peopleDistinct,
    contradictions,
    itemsClaimed,
    connectionUsed,
    claimsUnique,
  ],
})
