import type { World } from '../state/world.ts'

/** Root of the REST API in addresses: version 3 on Cloud, 2 on Data Center. */
export const apiRoot = ({ siteUrl, edition }: World): string =>
  `${siteUrl}/rest/api/${edition === 'cloud' ? 3 : 2}`
