using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Entrepot.Unit.Printing;

/// <summary>A printer's port 9100 that keeps what it was sent, job by job.</summary>
internal sealed class PaperTray : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly CancellationTokenSource ended = new();
    private readonly ConcurrentQueue<string> jobs = [];
    private readonly Task listening;
    private readonly int tearAfter;

    private PaperTray(int port, int tearAfter)
    {
        this.tearAfter = tearAfter;
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        listening = ListenAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;
    public string Address => $"127.0.0.1:{Port}";
    public IReadOnlyList<string> Jobs => [.. jobs];

    /// <param name="tearAfter">Breaks each connection after so many bytes, as a printer that runs out of power does.</param>
    public static PaperTray Open(int port = 0, int tearAfter = int.MaxValue) => new(port, tearAfter);

    /// <summary>What came, once so many jobs have come; a second later what has come until then.</summary>
    public async Task<IReadOnlyList<string>> JobsAsync(int count)
    {
        for (var i = 0; i < 200 && jobs.Count < count; i++) await Task.Delay(50);
        return Jobs;
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        listener.Stop();
        await listening;
        ended.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                using var socket = await listener.AcceptSocketAsync(ended.Token);
                using var received = new MemoryStream();
                var buffer = new byte[65_536];
                int read;
                while (received.Length < tearAfter && (read = await socket.ReceiveAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, tearAfter - received.Length)), ended.Token)) > 0) received.Write(buffer, 0, read);
                if (received.Length == 0) continue;
                jobs.Enqueue(Encoding.Latin1.GetString(received.ToArray()));
                if (received.Length >= tearAfter) socket.LingerState = new(true, 0); // Closed by a reset.
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
