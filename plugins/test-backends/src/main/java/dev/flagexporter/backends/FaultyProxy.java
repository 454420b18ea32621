package dev.flagexporter.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** An HTTP proxy in front of a server, which lets go wrong what it is told to. */
public final class FaultyProxy implements AutoCloseable {

    /** What goes wrong with the first requests of a kind. */
    private record Rule(Predicate<Request> requests, Fault fault, AtomicInteger times) {

        boolean takes(Request request) {
            return requests.test(request) && times.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        }
    }

    private final URI server;
    private final ServerSocket listener;
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    private FaultyProxy(URI server, ServerSocket listener) {
        this.server = server;
        this.listener = listener;
    }

    /**
     * Starts a proxy through which everything goes well, for now.
     *
     * @param server the server behind it
     * @return the proxy, on a free port of loopback
     */
    public static FaultyProxy inFrontOf(URI server) {
        try {
            FaultyProxy proxy = new FaultyProxy(server, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            start("faulty-proxy", proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Where the proxy is.
     *
     * @return an address on loopback
     */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /**
     * Lets the next request of a kind go wrong, after those that rules of before are about.
     *
     * @param which the kind
     * @param fault what goes wrong
     */
    public void once(Predicate<Request> which, Fault fault) {
        times(1, which, fault);
    }

    /**
     * Lets the next requests of a kind go wrong.
     *
     * @param times how many
     * @param which the kind
     * @param fault what goes wrong
     */
    public void times(int times, Predicate<Request> which, Fault fault) {
        rules.add(new Rule(which, fault, new AtomicInteger(times)));
    }

    /**
     * Lets all requests of a kind go wrong.
     *
     * @param which the kind
     * @param fault what goes wrong
     */
    public void always(Predicate<Request> which, Fault fault) {
        times(Integer.MAX_VALUE, which, fault);
    }

    /** Lets everything go well from now on. */
    public void heal() {
        rules.clear();
    }

    /**
     * What was asked for.
     *
     * @return all requests so far, in the order of their arrival
     */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    private static void start(String name, Runnable action) {
        Thread thread = new Thread(action, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                start("faulty-proxy-connection", () -> serve(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    /** One request; a client makes a new connection for the next. */
    private void serve(Socket client) {
        connections.add(client);
        try (client) {
            Exchange exchange = Exchange.read(client, server);
            requests.add(exchange.request());
            faultOf(exchange.request()).apply(exchange);
        } catch (IOException e) {
            // one of the two has ended the connection: the other one will notice
        } finally {
            connections.remove(client);
        }
    }

    private Fault faultOf(Request request) {
        return rules.stream()
                .filter(rule -> rule.takes(request))
                .map(Rule::fault)
                .findFirst()
                .orElse(Fault.NONE);
    }

    /** Ends all connections. */
    @Override
    public void close() {
        try {
            listener.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
