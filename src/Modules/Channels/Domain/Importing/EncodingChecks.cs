using System.Text;
using System.Text.Unicode;

namespace Entrepot.Channels.Domain.Importing;

/// <summary>Whether bytes are UTF-8 (RFC 3629), fed piece by piece.</summary>
internal sealed class Utf8Check
{
    private readonly byte[] carried = new byte[4];
    private int carriedLength;
    private long offset;

    /// <summary>Offset of the first byte that is not UTF-8; null while there is none.</summary>
    public long? FirstFault { get; private set; }

    /// <summary>Good sequences of more than one byte.</summary>
    public long Sequences { get; private set; }
    public long Faults { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (carriedLength == 0 && System.Text.Ascii.IsValid(bytes))
        {
            offset += bytes.Length;
            return;
        }

        // A sequence that the last piece cut in two is put together with the first bytes of this one.
        while (carriedLength > 0 && bytes.Length > 0)
        {
            carried[carriedLength++] = bytes[0];
            bytes = bytes[1..];
            var status = Rune.DecodeFromUtf8(carried.AsSpan(0, carriedLength), out _, out var used);
            if (status == System.Buffers.OperationStatus.NeedMoreData) continue;
            var rest = carried.AsSpan(used, carriedLength - used).ToArray();
            Count(status, used);
            carriedLength = 0;
            Scan(rest);
        }

        Scan(bytes);
    }

    /// <summary>A sequence that the end of the text cuts off is a fault too.</summary>
    public void Finish()
    {
        if (carriedLength > 0) Count(System.Buffers.OperationStatus.InvalidData, carriedLength);
    }

    private void Scan(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            foreach (var b in bytes)
                if (b >= 0xC0) Sequences++;
            offset += bytes.Length;
            return;
        }

        while (bytes.Length > 0)
        {
            if (bytes[0] < 0x80)
            {
                offset++;
                bytes = bytes[1..];
                continue;
            }

            var status = Rune.DecodeFromUtf8(bytes, out _, out var used);
            if (status == System.Buffers.OperationStatus.NeedMoreData)
            {
                bytes.CopyTo(carried);
                carriedLength = bytes.Length;
                return;
            }

            Count(status, used);
            bytes = bytes[used..];
        }
    }

    private void Count(System.Buffers.OperationStatus status, int used)
    {
        if (status == System.Buffers.OperationStatus.Done) Sequences += used > 1 ? 1 : 0;
        else
        {
            FirstFault ??= offset;
            Faults++;
        }

        offset += used;
    }
}

/// <summary>Whether bytes are GB18030, and whether what they say looks like Chinese, fed piece by piece.</summary>
internal sealed class Gb18030Check
{
    private readonly byte[] sequence = new byte[4];
    private int length;
    private long offset;
    private long pairs;
    private long common;

    public long? FirstFault { get; private set; }

    /// <summary>
    /// At least four of five pairs lie in the rows of GB 2312 that hold its 6,763 common characters: accents of
    /// Windows-1252 followed by plain letters almost never do.
    /// </summary>
    public bool IsLikely => FirstFault is null && pairs > 0 && common * 5 >= pairs * 4;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            offset++;
            if (FirstFault is not null || (length == 0 && b < 0x80)) continue;
            sequence[length++] = b;
            Look();
        }
    }

    /// <summary>A sequence that the end of the text cuts off is a fault too.</summary>
    public void Finish()
    {
        if (length > 0) FirstFault ??= offset - length;
    }

    private void Look()
    {
        var last = sequence[length - 1];
        var fits = length switch
        {
            1 => last is >= 0x81 and <= 0xFE,
            2 => last is (>= 0x40 and <= 0x7E) or (>= 0x80 and <= 0xFE) or (>= 0x30 and <= 0x39),
            3 => last is >= 0x81 and <= 0xFE,
            _ => last is >= 0x30 and <= 0x39,
        };
        if (!fits)
        {
            FirstFault = offset - length;
            return;
        }

        if (length == 2 && last > 0x39)
        {
            pairs++;
            if (sequence[0] is >= 0xB0 and <= 0xF7 && last >= 0xA1) common++;
            length = 0;
        }
        else if (length == 4) length = 0;
    }
}
