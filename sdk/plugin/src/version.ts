/** Version of this SDK's contract; plugins state the range they work with. */
export const SDK_VERSION = '1.0.0'
