/** A text is no URL. The message is Go's, without the part of the text that Go quotes: URLs carry passwords. */
export class UrlSyntaxError extends Error {}
