// One function a route: decode the body, ask the service, spell the answer.
#pragma once

#include "hall/http/route.hpp"

namespace hall {

Response deviceSelf(Service& service, const Call& call);
Response signIn(Service& service, const Call& call);
Response signInBrowser(Service& service, const Call& call);
Response signOut(Service& service, const Call& call);
Response me(Service& service, const Call& call);

Response deviceAuthorization(Service& service, const Call& call);
Response accessToken(Service& service, const Call& call);
Response oauthMetadata(Service& service, const Call& call);
Response devicePage(Service& service, const Call& call);
Response lookAtSignIn(Service& service, const Call& call);
Response enterUserCode(Service& service, const Call& call);
Response signInForTerminal(Service& service, const Call& call);
Response goToProvider(Service& service, const Call& call);
Response arriveFromProvider(Service& service, const Call& call);
Response loggedOutAtProvider(Service& service, const Call& call);
Response decideSignIn(Service& service, const Call& call);

Response guide(Service& service, const Call& call);
Response apply(Service& service, const Call& call);
Response myCases(Service& service, const Call& call);
Response caseById(Service& service, const Call& call);
Response myTasks(Service& service, const Call& call);
Response decide(Service& service, const Call& call);
Response mySteps(Service& service, const Call& call);
Response completeAction(Service& service, const Call& call);

Response myDocuments(Service& service, const Call& call);
Response previewPdf(Service& service, const Call& call);
Response requestPrintout(Service& service, const Call& call);
Response printoutPdf(Service& service, const Call& call);
Response reportPrintout(Service& service, const Call& call);

Response verify(Service& service, const Call& call);
Response publicStatus(Service& service, const Call& call);
Response receive(Service& service, const Call& call);
Response undo(Service& service, const Call& call);
Response receipts(Service& service, const Call& call);
Response statistics(Service& service, const Call& call);
Response colleagues(Service& service, const Call& call);
Response issuedContent(Service& service, const Call& call);
Response keySet(Service& service, const Call& call);
Response jwks(Service& service, const Call& call);
Response statusList(Service& service, const Call& call);
Response publicPage(Service& service, const Call& call);
Response publicFile(Service& service, const Call& call);

}  // namespace hall
