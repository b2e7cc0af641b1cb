using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Entrepot.Faults.Overload;

/// <param name="SaysWhen">Whether it has a Retry-After.</param>
internal readonly record struct Answer(int Status, bool SaysWhen, bool IsBroken);

/// <summary>One connection and one call at a time on it. A call is bytes made up beforehand in which only the order's number changes.</summary>
internal sealed class Caller : IDisposable
{
    /// <summary>Where the order's number stands; as many digits as it has letters.</summary>
    private const string Hole = "#########";

    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] request;
    private readonly int[] holes;
    private readonly byte[] answer = new byte[8 << 10];
    private readonly Arrivals arrivals;
    private int read;
    private long sentAt;

    /// <param name="arrivals">Is told of the connection.</param>
    public Caller(Uri server, string key, DateTime now, Arrivals arrivals)
    {
        var body = Order(now);
        request = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"POST /api/v1/orders?channel=clipmart HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));
        holes = [.. Holes()];
        socket.Connect(server.Host, server.Port);
        socket.Blocking = false;
        this.arrivals = arrivals;
        arrivals.Watch(socket, this);
    }

    /// <summary>Whether an answer is waited for.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>Since the call was sent.</summary>
    public TimeSpan Waited => Stopwatch.GetElapsedTime(sentAt);

    public void Send(int number)
    {
        foreach (var hole in holes) number.TryFormat(request.AsSpan(hole, Hole.Length), out _, "D9", CultureInfo.InvariantCulture);
        (read, sentAt, IsWaiting) = (0, Stopwatch.GetTimestamp(), true);
        _ = socket.Send(request, SocketFlags.None, out _); // What failed here shows when the answer is looked for.
    }

    /// <summary>Null as long as the answer is not there as a whole.</summary>
    public Answer? Look()
    {
        var some = socket.Receive(answer.AsSpan(read), SocketFlags.None, out var error);
        if (error is SocketError.WouldBlock) return null;
        if (error is not SocketError.Success || some == 0) return new(0, SaysWhen: false, IsBroken: true);

        read += some;
        var text = answer.AsSpan(0, read);
        var head = text.IndexOf("\r\n\r\n"u8);
        if (head < 0 || !IsWhole(text, head)) return null;
        IsWaiting = false;
        return new(int.Parse(text[9..12], CultureInfo.InvariantCulture), text[..head].IndexOf("\r\nRetry-After: "u8) > 0, IsBroken: false);
    }

    public void Dispose()
    {
        arrivals.Forget(socket);
        socket.Dispose();
    }

    private static bool IsWhole(ReadOnlySpan<byte> text, int head)
    {
        var length = "\r\nContent-Length: "u8;
        var at = text[..head].IndexOf(length);
        if (at < 0) return text.EndsWith("\r\n0\r\n\r\n"u8);
        var digits = text[(at + length.Length)..(head + 2)];
        return text.Length >= head + 4 + int.Parse(digits[..digits.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
    }

    private IEnumerable<int> Holes()
    {
        for (var at = 0; request.AsSpan(at).IndexOf(Encoding.ASCII.GetBytes(Hole)) is >= 0 and var next; at += next + Hole.Length) yield return at + next;
    }

    private static string Order(DateTime now) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"externalNumber":"OVER-{{Hole}}","placedAt":"{{now:yyyy-MM-ddTHH:mm:ssZ}}","currency":"USD","buyerId":"B{{Hole}}",
         "shipTo":{"name":"Emily Miller {{Hole}}","line1":"{{Hole}} Oak Street","city":"Austin","province":"TX","postcode":"78704","country":"US","phone":"+1 555 0100","email":"e{{Hole}}@example.com"},
         "lines":[{"externalLineId":"1","code":"EL-HEAD-KID","description":"Children's headphones","quantity":1,"unitPriceMicros":19900000,"amountMinor":1990}],
         "shippingMinor":0,"discountMinor":0,"totalMinor":1990,"payment":"Paid","incoterm":"Ddp"}
        """);
}
