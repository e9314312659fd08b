import { jsonReply, type Reply } from '../common/http/reply.ts'

const CODES: Readonly<Record<number, string>> = {
  403: '0x80040220',
  404: '0x8006088a',
  500: '0x80040216',
}

/** Dataverse's error object. */
export const failure = (
  status: number,
  message: string,
  code: string = CODES[status] ?? '0x80040203',
  headers: Readonly<Record<string, string>> = {},
): Reply => jsonReply(status, { error: { code, message } }, headers)

/** No token, or one that nobody knows: the gateway answers, not Dataverse, and without a body. */
export const unauthorized = (origin: string): Reply => ({
  status: 401,
  headers: {
    'www-authenticate': `Bearer authorization_uri=https://login.microsoftonline.com/common/oauth2/authorize,resource_id=${origin}/`,
  },
  body: null,
})
