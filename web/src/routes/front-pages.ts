/** The pages before signing in, as one script. */
export { SignInPage } from '../features/session/sign-in-page.tsx';
export { WelcomePage } from '../features/session/welcome-page.tsx';
