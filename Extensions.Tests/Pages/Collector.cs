using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HmmGen.Extensions.Tests.Pages;

/// <summary>Takes what exporters of the OpenTelemetry protocol send while it lives. The environment of this process leads them here.</summary>
internal sealed class Collector : IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";

    private readonly HttpListener _listener;
    private readonly ConcurrentQueue<(string Path, string Text)> _received = [];
    private readonly Task _loop;

    /// <summary>Begins to listen.</summary>
    public Collector()
    {
        (_listener, string address) = Listen();
        Environment.SetEnvironmentVariable(Endpoint, address);
        Environment.SetEnvironmentVariable(Protocol, "http/protobuf");
        _loop = Take();
    }

    /// <summary>What came to a path, as text: names stand in it as they are.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The text.</returns>
    public string Received(string path) => string.Join('\n', _received.Where(one => one.Path == path).Select(one => one.Text));

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Endpoint, null);
        Environment.SetEnvironmentVariable(Protocol, null);
        _listener.Close();
        _loop.GetAwaiter().GetResult();
    }

    private static (HttpListener Listener, string Address) Listen()
    {
        while (true)
        {
            // The listener takes no port zero, so somebody may take the port that was free a moment ago.
            using TcpListener free = new(IPAddress.Loopback, 0);
            free.Start();
            string address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
            free.Stop();
            HttpListener listener = new() { Prefixes = { address } };
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException)
            {
                listener.Close();
            }
        }
    }

    private async Task Take()
    {
        while (true)
        {
            try
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                using StreamReader reader = new(context.Request.InputStream, Encoding.Latin1);
                _received.Enqueue((context.Request.Url!.AbsolutePath, await reader.ReadToEndAsync()));
                context.Response.Close();
            }
            catch (Exception end) when (end is ObjectDisposedException or HttpListenerException)
            {
                return;
            }
        }
    }
}
