using System.Text;
using Entrepot.Kernel;

namespace Entrepot.Channels.Domain.Importing;

/// <summary>
/// Reads a text once from end to end, as bytes: whether it is whole, and which encoding it is in. The whole text is
/// looked at because the first letter with an accent may stand on its last line.
/// </summary>
internal sealed class EncodingScan
{
    private readonly Utf8Check utf8 = new();
    private readonly Gb18030Check gb18030 = new();
    private readonly byte[] head = new byte[4096];
    private int headLength;
    private long zeroBytes;

    /// <summary>Bytes after unpacking.</summary>
    public long Length { get; private set; }

    /// <summary>The encoding to read <paramref name="file"/> with, faults throwing; or why it cannot be read.</summary>
    public static Result<Encoding> Run(SourceFile file, string asked)
    {
        var scan = new EncodingScan();
        try
        {
            using var stream = file.Open();
            var buffer = new byte[1 << 16];
            for (int read; (read = stream.Read(buffer)) > 0;) scan.Add(buffer.AsSpan(0, read));
        }
        catch (InvalidDataException)
        {
            return ImportProblems.Truncated();
        }
        catch (FileTooLargeException)
        {
            return ImportProblems.TooLarge(SourceFile.UnpackedBytesMax);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return ImportProblems.FileUnreadable(fault.Message);
        }

        scan.utf8.Finish();
        scan.gb18030.Finish();
        return scan.Length == 0 ? ImportProblems.Empty() : asked == "auto" ? scan.Detect() : scan.Check(asked);
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        var more = Math.Min(bytes.Length, head.Length - headLength);
        bytes[..more].CopyTo(head.AsSpan(headLength));
        headLength += more;
        Length += bytes.Length;
        zeroBytes += bytes.Count((byte)0);
        utf8.Add(bytes);
        gb18030.Add(bytes);
    }

    private Result<Encoding> Detect()
    {
        ReadOnlySpan<byte> start = head.AsSpan(0, headLength);
        if (start is [0xFF, 0xFE, ..]) return TextEncodings.Strict("utf-16le");
        if (start is [0xFE, 0xFF, ..]) return TextEncodings.Strict("utf-16be");
        if (zeroBytes > 0) return DetectUtf16(start);
        if (utf8.FirstFault is not { } fault) return TextEncodings.Strict("utf-8");

        // A file full of good UTF-8 with a broken place is a broken file, not one in another encoding.
        if (utf8.Sequences > 0 && utf8.Sequences >= utf8.Faults) return ImportProblems.BrokenEncoding("UTF-8", fault);
        return TextEncodings.Strict(gb18030.IsLikely ? "gb18030" : "windows-1252");
    }

    private static Result<Encoding> DetectUtf16(ReadOnlySpan<byte> start)
    {
        int even = 0, odd = 0;
        for (var i = 0; i < start.Length; i++)
            if (start[i] == 0) _ = (i & 1) == 0 ? even++ : odd++;
        var mostly = start.Length * 3 / 10; // Of ASCII text in UTF-16 half of all bytes are zero, all on one side.
        if (odd > mostly && even == 0) return TextEncodings.Strict("utf-16le");
        return even > mostly && odd == 0 ? TextEncodings.Strict("utf-16be") : ImportProblems.NotText();
    }

    private Result<Encoding> Check(string asked)
    {
        if (TextEncodings.Find(asked) is not { } encoding) return ImportProblems.EncodingUnknown(asked);
        if (asked == "utf-8" && utf8.FirstFault is { } fault) return ImportProblems.BrokenEncoding("UTF-8", fault);
        if (asked == "gb18030" && gb18030.FirstFault is { } broken) return ImportProblems.BrokenEncoding("GB18030", broken);
        return zeroBytes > 0 && !asked.StartsWith("utf-16", StringComparison.Ordinal) ? ImportProblems.NotText() : encoding;
    }
}

/// <summary>The encodings that order files come in; all fail on bytes that they do not know.</summary>
internal static class TextEncodings
{
    public static readonly IReadOnlyList<string> Names = ["auto", "utf-8", "utf-16le", "utf-16be", "gb18030", "windows-1252"];

    public static Encoding Strict(string name) => Find(name) ?? throw new InvalidOperationException($"{name} is not an encoding of ours.");

    public static Encoding? Find(string name) => name switch
    {
        "utf-8" => new UTF8Encoding(false, throwOnInvalidBytes: true),
        "utf-16le" => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        "utf-16be" => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
        "gb18030" or "windows-1252" => CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback),
        _ => null,
    };
}
