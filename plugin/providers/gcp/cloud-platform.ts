/** The one scope that the operator asks for. */
export const cloudPlatform = 'https://www.googleapis.com/auth/cloud-platform';
