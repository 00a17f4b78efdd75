/// The web application in real browsers, at real nodes: the specs of `web/e2e`.
@NullMarked
package coffee.crema.server.web;

import org.jspecify.annotations.NullMarked;
