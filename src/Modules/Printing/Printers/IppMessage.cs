using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Entrepot.Printing.Printers;

/// <summary>A request of the Internet Printing Protocol (RFC 8010, section 3): operation attributes, then those of the job.</summary>
internal sealed class IppMessage
{
    public const byte OperationGroup = 1, JobGroup = 2, PrinterGroup = 4;

    private const byte EndOfAttributes = 3;

    private readonly ArrayBufferWriter<byte> bytes = new(512);

    public IppMessage(short operation, Uri printer)
    {
        // Version 2.0 (PWG 5100.12): what CUPS and every printer of the last fifteen years speaks.
        bytes.Write<byte>([2, 0]);
        Number16(operation);
        bytes.Write<byte>([0, 0, 0, 1, OperationGroup]);
        Text(0x47, "attributes-charset", "utf-8");
        Text(0x48, "attributes-natural-language", "en");
        Text(0x45, "printer-uri", printer.AbsoluteUri);
    }

    public IppMessage Group(byte tag)
    {
        bytes.Write<byte>([tag]);
        return this;
    }

    public IppMessage Name(string name, string value) => Text(0x42, name, value);

    public IppMessage Keyword(string name, params ReadOnlySpan<string> values)
    {
        for (var i = 0; i < values.Length; i++) Text(0x44, i == 0 ? name : "", values[i]); // A further value has no name.
        return this;
    }

    public IppMessage MediaType(string name, string value) => Text(0x49, name, value);

    public IppMessage Integer(string name, int value)
    {
        bytes.Write<byte>([0x21]);
        Bytes(Encoding.ASCII.GetBytes(name));
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, value);
        Bytes(number);
        return this;
    }

    /// <summary>The whole request, with the document behind it.</summary>
    public byte[] ToBytes(ReadOnlySpan<byte> document = default)
    {
        bytes.Write<byte>([EndOfAttributes]);
        bytes.Write(document);
        return bytes.WrittenSpan.ToArray();
    }

    private IppMessage Text(byte tag, string name, string value)
    {
        bytes.Write<byte>([tag]);
        Bytes(Encoding.ASCII.GetBytes(name));
        Bytes(Encoding.UTF8.GetBytes(value));
        return this;
    }

    private void Bytes(ReadOnlySpan<byte> value)
    {
        Number16((short)value.Length);
        bytes.Write(value);
    }

    private void Number16(short value) => bytes.Write<byte>([(byte)(value >> 8), (byte)value]);
}
