/* Stand-in for the PersonaClick JS SDK (v3.js): the commands that a shop's pages use, sent to the
   sandbox that served this file. Not the vendor's code; it renders nothing. */
(function () {
  'use strict';

  var script = document.currentScript;
  var origin = new URL(script ? script.src : location.href, location.href);
  // The page's snippet decides the global's name: data-global="r46", v3.js?global=r46, or the
  // name under which somebody queued an init.
  var globalName =
    (script && script.dataset.global) || origin.searchParams.get('global') || stub() || 'personaclick';
  var DEVICE = 'personaclick_device_id';
  var SESSION = 'personaclick_session_code';
  var LAST_ACT = 'personaclick_session_last_act';
  var TEN_YEARS = 315360000;
  var TWO_HOURS = 7200000;
  var STANDARD = ['view', 'category', 'search', 'cart', 'remove_from_cart', 'wish', 'remove_wish', 'purchase'];

  function stub() {
    return Object.keys(window).filter(function (name) {
      var queue = typeof window[name] === 'function' && window[name].q;
      return Array.isArray(queue) && queue.some(function (command) { return command[0] === 'init'; });
    })[0];
  }

  var state = { phase: 'new', api: origin.origin, waiting: [] };

  // Storage: first-party cookies, or localStorage in cookieless mode.

  function read(name) {
    if (state.cookieless) return localStorage.getItem(name) || '';
    var found = document.cookie.split('; ').filter(function (pair) {
      return pair.indexOf(name + '=') === 0;
    })[0];
    return found ? decodeURIComponent(found.slice(name.length + 1)) : '';
  }

  function write(name, value) {
    if (state.cookieless) {
      localStorage.setItem(name, value);
      return;
    }
    document.cookie =
      name + '=' + encodeURIComponent(value) + '; path=/; max-age=' + TEN_YEARS + '; SameSite=Lax';
  }

  function remove(name) {
    if (state.cookieless) localStorage.removeItem(name);
    else document.cookie = name + '=; path=/; max-age=0; SameSite=Lax';
  }

  function sessionLives() {
    return Date.now() - Number(read(LAST_ACT) || 0) < TWO_HOURS;
  }

  // Requests: one after the other, so that they arrive in the order of the commands. A page that is
  // being left sends what is still waiting at once.

  var outgoing = [];
  var busy = false;

  function enqueue(job) {
    outgoing.push(job);
    if (!busy) next();
  }

  function next() {
    var job = outgoing.shift();
    busy = Boolean(job);
    if (job) job().finally(next);
  }

  window.addEventListener('pagehide', function () {
    outgoing.splice(0).forEach(function (job) { job(); });
  });

  function call(method, path, params, success, failure) {
    var url = state.api + path;
    var request = { method: method, credentials: 'omit', keepalive: true };
    if (method === 'GET') {
      url += '?' + new URLSearchParams(params);
    } else {
      request.headers = { 'Content-Type': 'application/json' };
      request.body = JSON.stringify(params);
      request.keepalive = request.body.length < 60000;
    }
    enqueue(function () {
      return deliver(method + ' ' + path, url, request, success, failure);
    });
  }

  function deliver(name, url, request, success, failure) {
    return fetch(url, request)
      .then(function (response) {
        return response.json().then(function (data) {
          if (!response.ok) throw data;
          return data;
        });
      })
      .then(
        function (data) {
          if (state.consent) write(LAST_ACT, String(Date.now()));
          if (typeof success === 'function') success(data);
        },
        function (problem) {
          console.warn('PersonaClick sandbox:', name, problem);
          if (typeof failure === 'function') failure(problem);
        }
      );
  }

  function visitor(more) {
    var params = { shop_id: state.shop, did: state.did, sid: state.sid };
    if (state.segment) params.segment = state.segment;
    if (state.stream) params.stream = state.stream;
    return Object.assign(params, more);
  }

  // Commands.

  function init(shop, stream, success, failure, options, isSpa) {
    if (state.phase !== 'new') {
      console.warn('PersonaClick sandbox: init was called twice on this page');
      return;
    }
    options = options || {};
    state.phase = 'starting';
    state.shop = shop;
    state.stream = stream || '';
    state.isSpa = isSpa === true;
    state.cookieless = options.cookieless === true || !navigator.cookieEnabled;
    state.consent = options.consent !== false;
    if (options.api_host) state.api = base(options.api_host);
    if (!state.consent) {
      start({}, success);
      return;
    }
    open(options.did, function (data) {
      start(data, success);
    }, function (problem) {
      state.phase = 'new';
      if (typeof failure === 'function') failure(problem);
    });
  }

  function base(host) {
    return (/^https?:\/\//.test(host) ? host : origin.protocol + '//' + host).replace(/\/+$/, '');
  }

  function open(did, success, failure) {
    var params = { shop_id: state.shop, v: 3, tz: -new Date().getTimezoneOffset() / 60 };
    var known = did || read(DEVICE);
    if (known) params.did = known;
    if (read(SESSION) && sessionLives()) params.sid = read(SESSION);
    if (document.referrer) params.referrer = document.referrer;
    if (state.stream) params.stream = state.stream;
    call('GET', '/init', params, function (data) {
      state.did = data.did;
      state.sid = data.seance;
      state.segment = data.segment;
      write(DEVICE, state.did);
      write(SESSION, state.sid);
      success(data);
    }, failure);
  }

  function start(data, success) {
    state.phase = 'ready';
    if (typeof success === 'function') success(data);
    state.waiting.splice(0).forEach(function (command) {
      run(command);
    });
  }

  function resetSession() {
    remove(SESSION);
    remove(LAST_ACT);
    state.phase = 'starting';
    open(state.did, function (data) { start(data); });
  }

  function track(event, data, success, failure) {
    if (!state.consent) return;
    if (state.isSpa && !sessionLives()) {
      open(state.did, function () { send(event, data, success, failure); }, failure);
    } else {
      send(event, data, success, failure);
    }
  }

  function send(event, data, success, failure) {
    if (STANDARD.indexOf(event) === -1) {
      call('POST', '/push/custom', visitor(Object.assign({}, data, { event: event })), success, failure);
      return;
    }
    var payload = PAYLOADS[event](data);
    call('POST', '/push', visitor(Object.assign({ event: event }, payload)), success, failure);
  }

  // From the names of the JS SDK to those of the API.

  function item(data) {
    if (typeof data !== 'object' || data === null) return { id: String(data) };
    var copy = Object.assign({}, data, { id: String(data.id) });
    ['recommended_by', 'recommended_code', 'stock'].forEach(function (key) { delete copy[key]; });
    return copy;
  }

  function recommended(data) {
    var found = {};
    var query = new URLSearchParams(location.search);
    ['recommended_by', 'recommended_code'].forEach(function (key) {
      var value = (data && data[key]) || query.get(key);
      if (value) found[key] = value;
    });
    return found;
  }

  function one(data) {
    return { items: [item(data)] };
  }

  function assisted(data) {
    return Object.assign(one(data), recommended(data));
  }

  var PAYLOADS = {
    view: assisted,
    category: function (id) {
      return { category_id: String(id) };
    },
    search: function (data) {
      return typeof data === 'object' && data ? { search_query: data.query } : { search_query: data };
    },
    cart: function (data) {
      return Array.isArray(data) ? { items: data.map(item), full_cart: true } : assisted(data);
    },
    remove_from_cart: one,
    wish: function (data) {
      if (!Array.isArray(data)) return one(data);
      return { items: data.map(function (product) { return item(product).id; }), full_wish: true };
    },
    remove_wish: one,
    purchase: function (data) {
      var payload = Object.assign({}, data, { items: (data.products || []).map(item) });
      delete payload.products;
      if ('order' in payload) payload.order_id = String(payload.order);
      delete payload.order;
      return payload;
    }
  };

  function profile(action, first, second, third) {
    if (action === 'set') {
      if (!state.consent) return;
      var own = { shop_id: state.shop, did: state.did, sid: state.sid, seance: state.sid };
      call('POST', '/profile/set', Object.assign({}, first, own), second, third);
    } else if (action === 'get' && state.consent) {
      call('GET', '/profile', { shop_id: state.shop, did: state.did }, first);
    }
  }

  var COMMANDS = {
    track: track,
    profile: profile,
    did: function (callback) { callback(state.did); },
    sid: function (callback) { callback(state.sid); },
    abSegment: function (callback) { callback(state.segment); },
    reset_session: resetSession
  };

  function run(command) {
    var name = command[0];
    var rest = Array.prototype.slice.call(command, 1);
    if (name === 'init') {
      init.apply(null, rest);
    } else if (state.phase !== 'ready') {
      state.waiting.push(command);
    } else if (COMMANDS.hasOwnProperty(name)) {
      COMMANDS[name].apply(null, rest);
    } else {
      console.info('PersonaClick sandbox: no command', name);
    }
  }

  var early = (window[globalName] && window[globalName].q) || [];
  window[globalName] = function () {
    run(arguments);
  };
  window[globalName].sandbox = true;
  Array.prototype.slice.call(early).forEach(run);
})();
