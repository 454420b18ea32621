package dev.flagexporter.runtime.collector;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;

/**
 * Makes the HTTP server ignore the offer of HTTP/2 in a request that expects the answer 100 first. The JDK's client and curl
 * send such requests. The server would answer 101 before 100, which the specification forbids and these clients do not
 * understand. It may ignore any offer: then the request and all others of its connection are answered with HTTP/1.1.
 *
 * <p>Netty calls this for each connection. The handlers are in the pipeline until the first request has come.
 */
public final class ContinueBeforeUpgrade extends ChannelInitializerExtension {

    /** The system property that makes Netty look for extensions. */
    public static final String ENABLING_PROPERTY = EXTENSIONS_SYSTEM_PROPERTY;

    /** How Vert.x calls its handler that accepts the offer. */
    private static final String UPGRADE_HANDLER = "h2c";

    /** Instantiated by Netty. */
    public ContinueBeforeUpgrade() {}

    /** The server adds its own first handler when the channel is registered, too, but earlier. */
    @Override
    public void postInitializeServerChildChannel(Channel channel) {
        channel.pipeline().addLast(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel registered) {
                registered.pipeline().addLast(new FirstBytes());
            }
        });
    }

    /** Stands behind the handler that adds those for HTTP/1.1, or for HTTP/2, when it sees the first bytes. */
    private static final class FirstBytes extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            ChannelPipeline pipeline = context.pipeline();
            if (pipeline.get(UPGRADE_HANDLER) != null) {
                pipeline.addBefore(UPGRADE_HANDLER, null, new FirstRequest());
            }
            pipeline.remove(this);
            context.fireChannelRead(bytes);
        }
    }

    /** Only the first request of a connection can change its protocol. */
    private static final class FirstRequest extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest request && HttpUtil.is100ContinueExpected(request)) {
                ignoreOffer(request.headers());
            }
            context.pipeline().remove(this);
            context.fireChannelRead(message);
        }

        private static void ignoreOffer(HttpHeaders headers) {
            if (headers.contains(HttpHeaderNames.UPGRADE, "h2c", true)) {
                headers.remove(HttpHeaderNames.UPGRADE);
            }
        }
    }
}
