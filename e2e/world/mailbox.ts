export type ReceivedMail = {
  to: string[];
  subject: string;
  text: string;
  html: string;
  /** By their names. */
  attachments: string[];
  messageId: string;
  headers: Record<string, string>;
};

/** What the server says of an address that it was told to refuse. */
export const noSuchUser = 'no such user here';
