using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Entrepot.Bench;

/// <summary>One connection and one call at a time on it, in bytes that were made up beforehand.</summary>
internal sealed class RawCaller : IDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] answer = new byte[8 << 10];
    private int read;
    private long sentAt;

    public RawCaller(Uri server) => socket.Connect(server.Host, server.Port);

    /// <summary>Which of the requests is under way; below zero for none.</summary>
    public int Number { get; private set; } = -1;

    public double WaitedMs => Stopwatch.GetElapsedTime(sentAt).TotalMilliseconds;

    public void Send(int number, byte[] request)
    {
        (Number, read, sentAt) = (number, 0, Stopwatch.GetTimestamp());
        for (var sent = 0; sent < request.Length;) sent += socket.Send(request.AsSpan(sent));
    }

    /// <summary>The status, once the answer is there as a whole; null before that.</summary>
    /// <exception cref="InvalidOperationException">The server has hung up.</exception>
    public int? Look()
    {
        if (!socket.Poll(0, SelectMode.SelectRead)) return null;
        if (socket.Receive(answer.AsSpan(read)) is not (> 0 and var some)) throw new InvalidOperationException("The server hung up.");
        read += some;
        var text = answer.AsSpan(0, read);
        var head = text.IndexOf("\r\n\r\n"u8);
        if (head < 0 || !IsWhole(text, head)) return null;
        Number = -1;
        return int.Parse(text[9..12], CultureInfo.InvariantCulture);
    }

    public void Dispose() => socket.Dispose();

    /// <summary>A whole request of HTTP/1.1 that posts the body.</summary>
    public static byte[] Post(Uri server, string path, string key, byte[] body, string? idempotencyKey)
    {
        var head = string.Create(CultureInfo.InvariantCulture,
            $"POST {path} HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n");
        return [.. Encoding.ASCII.GetBytes(idempotencyKey is null ? head + "\r\n" : $"{head}Idempotency-Key: {idempotencyKey}\r\n\r\n"), .. body];
    }

    private static bool IsWhole(ReadOnlySpan<byte> text, int head)
    {
        var length = "\r\nContent-Length: "u8;
        var at = text[..head].IndexOf(length);
        if (at < 0) return text.EndsWith("\r\n0\r\n\r\n"u8);
        var digits = text[(at + length.Length)..(head + 2)];
        return text.Length >= head + 4 + int.Parse(digits[..digits.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
    }
}
