// npm's oidc-provider on a free loopback port: campus_oidc.mjs HALL. Its people are whoever signs in, with any password;
// its clients are the hall with a secret (signed RS256), and without one (hall-public, EdDSA) and hall-es256.
// Prints listening on http://127.0.0.1:PORT when ready.
import http from 'node:http';
import Provider from 'oidc-provider';
import { exportJWK, generateKeyPair } from 'jose';

const hall = process.argv[2];
const jwk = async (alg, options) => ({ ...await exportJWK((await generateKeyPair(alg, { extractable: true, ...options })).privateKey), alg, use: 'sig' });
const keys = [await jwk('RS256'), await jwk('ES256'), await jwk('EdDSA', { crv: 'Ed25519' })].map((key, i) => ({ ...key, kid: 'key-' + i }));
const client = (client_id, id_token_signed_response_alg, more) => ({
  client_id, id_token_signed_response_alg, redirect_uris: [hall + '/sign-in/oidc'], post_logout_redirect_uris: [hall + '/device'],
  grant_types: ['authorization_code'], response_types: ['code'],
  backchannel_logout_uri: hall + '/sign-in/oidc', backchannel_logout_session_required: true, ...more,
});

const server = http.createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = 'http://127.0.0.1:' + server.address().port;
  const provider = new Provider(issuer, {
    clients: [client('hall', 'RS256', { client_secret: 'a secret: with %+ in it', token_endpoint_auth_method: 'client_secret_basic' }),
              client('hall-public', 'EdDSA', { token_endpoint_auth_method: 'none' }),
              client('hall-es256', 'ES256', { token_endpoint_auth_method: 'none' })],
    fetch: (url, { dispatcher, ...options }) => fetch(url, options),  // without its refusal of loopback addresses
    jwks: { keys }, cookies: { keys: ['only for a test'] }, pkce: { required: () => true },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, preferred_username: id }) }),
    claims: { openid: ['sub'], profile: ['preferred_username'] }, conformIdTokenClaims: false,
    features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true }, backchannelLogout: { enabled: true } },
  });
  provider.on('backchannel.error', (_, error) => console.error(error));
  server.on('request', provider.callback());
  console.log('listening on ' + issuer);
});
