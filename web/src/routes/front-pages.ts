/** The pages before signing in, as one script. */

export { ForgotPasswordPage } from '../features/session/forgot-password-page.tsx';
export { InvitationPage } from '../features/session/invitation-page.tsx';
export { ResetPasswordPage } from '../features/session/reset-password-page.tsx';
export { SignInPage } from '../features/session/sign-in-page.tsx';
export { WelcomePage } from '../features/session/welcome-page.tsx';
