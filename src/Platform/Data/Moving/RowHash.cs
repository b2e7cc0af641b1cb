using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Entrepot.Platform.Data.Moving;

/// <summary>
/// A row's fingerprint, the same on both engines: 128 bits of SHA-256 over its values, each with its kind and length. For one
/// thread.
/// </summary>
internal sealed class RowHash
{
    private readonly ArrayBufferWriter<byte> bytes = new(4096);

    public UInt128 Of(object?[] row)
    {
        bytes.ResetWrittenCount();
        foreach (var value in row) Add(value);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes.WrittenSpan, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    private void Add(object? value)
    {
        switch (value)
        {
            case null: Add(0, 0); break;
            case long number: Add(1, number); break;
            case int number: Add(1, number); break;
            case bool truth: Add(2, truth ? 1 : 0); break;
            case double number: Add(3, BitConverter.DoubleToInt64Bits(number)); break;
            case DateOnly day: Add(5, day.DayNumber); break;
            case TimeOnly time: Add(6, time.Ticks); break;
            case byte[] blob:
                Add(7, blob.Length);
                bytes.Write(blob);
                break;
            case string text:
                Add(4, Encoding.UTF8.GetByteCount(text));
                Encoding.UTF8.GetBytes(text, bytes);
                break;
            default: throw new InvalidOperationException($"A {value.GetType().Name} has no fingerprint.");
        }
    }

    private void Add(byte kind, long number)
    {
        var span = bytes.GetSpan(9);
        span[0] = kind;
        BinaryPrimitives.WriteInt64LittleEndian(span[1..], number);
        bytes.Advance(9);
    }
}

/// <summary>The sum of rows' fingerprints: equal for equal rows in whatever order they were added.</summary>
internal readonly record struct Checksum(UInt128 Sum)
{
    public static Checksum operator +(Checksum sum, UInt128 row) => new(unchecked(sum.Sum + row));

    public static Checksum Parse(string text) => text.Length == 0 ? default : new(UInt128.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    public override string ToString() => Sum.ToString("x32", CultureInfo.InvariantCulture);
}
