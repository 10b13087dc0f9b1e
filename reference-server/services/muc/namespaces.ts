/** What somebody says to enter a room, and about one. XEP-0045 §15.1. */
export const mucNamespace = 'http://jabber.org/protocol/muc';
export const mucUserNamespace = 'http://jabber.org/protocol/muc#user';
export const mucAdminNamespace = 'http://jabber.org/protocol/muc#admin';
export const mucOwnerNamespace = 'http://jabber.org/protocol/muc#owner';
