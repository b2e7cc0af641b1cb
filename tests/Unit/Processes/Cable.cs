using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Entrepot.Unit.Processes;

/// <summary>The network between a process and its PostgreSQL, which a test cuts where it wants.</summary>
internal sealed class Cable : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly List<TcpClient> open = [];
    private readonly int port;
    private volatile bool isCut;
    private string? mark;
    private bool isCommitSent;

    public Cable(string database)
    {
        var target = new NpgsqlConnectionStringBuilder(database);
        port = target.Port;
        listener.Start();
        // A pool of its own, whose connections nobody else waits for.
        Address = new NpgsqlConnectionStringBuilder(database) { Port = ((IPEndPoint)listener.LocalEndpoint).Port, Timeout = 5 }.ConnectionString;
        _ = Task.Run(AcceptAsync);
    }

    /// <summary>The database as it is reached over the cable.</summary>
    public string Address { get; }

    public int Commits { get; private set; }

    public void Cut()
    {
        isCut = true;
        lock (open)
        {
            foreach (var client in open) client.Close();
            open.Clear();
        }
    }

    public void Mend() => isCut = false;

    /// <summary>Breaks the connection on which these words went to the server, at its next commit; once.</summary>
    /// <param name="afterCommit">After the server has committed and before anybody hears of it; else before the server hears of the commit.</param>
    public void CutAtCommit(string words, bool afterCommit)
    {
        isCommitSent = afterCommit;
        mark = words;
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        Cut();
        listener.Stop();
        await using (var connection = new NpgsqlConnection(Address)) NpgsqlConnection.ClearPool(connection);
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!end.IsCancellationRequested)
        {
            var near = await listener.AcceptTcpClientAsync(end.Token);
            if (isCut)
            {
                near.Close();
                continue;
            }

            var far = new TcpClient();
            await far.ConnectAsync(IPAddress.Loopback, port);
            lock (open) open.AddRange([near, far]);
            var line = new Line();
            _ = Task.Run(() => SendAsync(near, far, line));
            _ = Task.Run(() => ReturnAsync(near, far, line));
        }
    }

    private async Task SendAsync(TcpClient near, TcpClient far, Line line) => await PumpAsync(near, far, sent =>
    {
        var text = Encoding.ASCII.GetString(sent);
        if (mark is { } words && text.Contains(words, StringComparison.Ordinal)) line.IsMarked = true;
        if (!text.Contains("COMMIT", StringComparison.Ordinal)) return true;
        Commits++;
        if (!line.IsMarked || Interlocked.Exchange(ref mark, null) is null) return true;
        line.IsLost = true;
        return isCommitSent;
    });

    private async Task ReturnAsync(TcpClient near, TcpClient far, Line line) => await PumpAsync(far, near, _ => !line.IsLost);

    private static async Task PumpAsync(TcpClient from, TcpClient to, Func<byte[], bool> passes)
    {
        var buffer = new byte[64 << 10];
        try
        {
            while (await from.GetStream().ReadAsync(buffer) is var count and > 0)
            {
                if (!passes(buffer[..count])) break;
                await to.GetStream().WriteAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception broken) when (broken is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The other end is gone, and this one goes too.
        }

        from.Close();
        to.Close();
    }

    private sealed class Line
    {
        public volatile bool IsMarked;
        public volatile bool IsLost;
    }
}
