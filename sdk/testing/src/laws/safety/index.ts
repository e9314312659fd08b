/**
 * S: what a plugin must never do.
 * @module
 */
import type { Law } from '../law.ts'
import { s1Secrets } from './s1-secrets.ts'
import { s2Ambient } from './s2-ambient.ts'
import { s3HostileData } from './s3-hostile-data.ts'

/** Laws S1 to S3. */
export const safetyLaws: readonly Law[] = [s1Secrets, s2Ambient, s3HostileData]
