/** The pages before signing in, as one script. */
export { InvitationPage } from '../features/session/invitation-page.tsx';
export { SignInPage } from '../features/session/sign-in-page.tsx';
export { WelcomePage } from '../features/session/welcome-page.tsx';
