using Entrepot.Platform.Backup;
using FsCheck;
using FsCheck.Fluent;

namespace Entrepot.Unit.Backup;

/// <summary>A sealed file gives out exactly what was put in, or says why not.</summary>
public sealed class SealedFileTests
{
    private const string Backup = "20261102T120000Z-00001";
    private const int Stored = SealedChunks.PlainSize + SealedChunks.TagSize;

    private static readonly byte[] Salt = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];
    private static readonly byte[] FileSalt = [.. Enumerable.Range(0, 32).Select(i => (byte)(255 - i))];
    private static readonly BackupSecret Secret = BackupSecret.OfPassphrase("correct horse battery staple");

    [Fact]
    public void What_was_sealed_comes_out_again_whatever_its_length() => Prop.ForAll(
        Gen.OneOf(Gen.Choose(0, 300_000), Gen.Elements(0, 1, SealedChunks.PlainSize - 1, SealedChunks.PlainSize, SealedChunks.PlainSize + 1, 2 * SealedChunks.PlainSize)).ToArbitrary(),
        length =>
        {
            var plain = Bytes(length);
            Open(Seal(plain)).ShouldBe(plain);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_flipped_bit_is_found_wherever_it_is()
    {
        var file = Seal(Bytes(150_000));
        var every = Enumerable.Range(0, SealedHeader.Size).Concat(Enumerable.Range(0, 60).Select(i => SealedHeader.Size + (i * 2_500))).Append(file.Length - 1);
        foreach (var at in every.Where(at => at < file.Length))
            for (var bit = 0; bit < 8; bit += 3)
            {
                var changed = (byte[])file.Clone();
                changed[at] ^= (byte)(1 << bit);
                Should.Throw<BackupException>(() => Open(changed), $"bit {bit} of byte {at}");
            }
    }

    [Theory]
    [InlineData(0, "ends within its first bytes")]
    [InlineData(79, "ends within its first bytes")]
    [InlineData(80, "cut off after 0 chunks")]
    [InlineData(80 + Stored, "cut off after 1 chunks")]
    [InlineData(80 + Stored + 5, "cut off after 1 chunks")]
    [InlineData(80 + Stored + 500, "damaged in its chunk 1")]
    public void A_file_that_was_cut_off_is_not_read_as_if_it_were_whole(int length, string said) =>
        Should.Throw<BackupException>(() => Open(Seal(Bytes(150_000))[..length])).Message.ShouldContain(said);

    [Fact]
    public void Chunks_that_changed_places_are_found()
    {
        var file = Seal(Bytes(200_000));
        var swapped = (byte[])file.Clone();
        file.AsSpan(80, Stored).CopyTo(swapped.AsSpan(80 + Stored));
        file.AsSpan(80 + Stored, Stored).CopyTo(swapped.AsSpan(80));

        Should.Throw<BackupException>(() => Open(swapped)).Message.ShouldContain("damaged in its chunk 0");
        Should.Throw<BackupException>(() => Open([.. file, .. file.AsSpan(80, Stored)])).Message.ShouldContain("damaged");
        Should.Throw<BackupException>(() => Open([.. file.AsSpan(0, 80), .. file.AsSpan(80 + Stored)])).Message.ShouldContain("damaged in its chunk 0");
    }

    [Fact]
    public void Another_secret_opens_nothing()
    {
        var file = Seal(Bytes(100));

        Should.Throw<BackupException>(() => Open(file, BackupSecret.OfPassphrase("correct horse battery stable"))).Message.ShouldContain("is not the one that the backup was made with");
    }

    [Fact]
    public void A_file_does_not_pass_for_another() =>
        Should.Throw<BackupException>(() => Open(Seal(Bytes(100)), name: "20261102T120000Z-00002/database")).Message.ShouldContain("damaged");

    [Fact]
    public void A_newer_format_is_refused_by_its_number()
    {
        var file = Seal(Bytes(100));
        file[8] = 2;

        Should.Throw<BackupException>(() => Open(file)).Message.ShouldContain("format 2.1, which this program does not know");
    }

    [Fact]
    public void What_was_broken_off_before_its_end_is_not_a_file()
    {
        var to = new MemoryStream();
        using (var sealing = new SealingStream(to, SealedHeader.Make(Secret, Salt, FileSalt), $"{Backup}/database")) sealing.Write(Bytes(150_000));

        Should.Throw<BackupException>(() => Open(to.ToArray())).Message.ShouldContain("cut off after 2 chunks");
    }

    /// <summary>Sealed by another program from the description in the guide: Python's cryptography, AES-GCM, HKDF and PBKDF2.</summary>
    [Fact]
    public void The_format_is_the_one_that_is_written_down()
    {
        var file = Seal("Entrepôt"u8.ToArray());

        Convert.ToHexStringLower(file.AsSpan(0, 64)).ShouldBe("454e545245504f540101010000033450000102030405060708090a0b0c0d0e0f" + Convert.ToHexStringLower(FileSalt));
        Convert.ToHexStringLower(file.AsSpan(64)).ShouldBe(KnownTail);
    }

    private const string KnownTail = "f48c1bd35e4bb30b18ad1575de33d70be228caf3a4c1815e11843385d7d9226b9d6702ff0f67bfecbf";

    [Fact]
    public void A_short_passphrase_is_refused() => Should.Throw<BackupException>(() => BackupSecret.OfPassphrase("short")).Message.ShouldContain("Take 12 or more");

    private static byte[] Seal(byte[] plain)
    {
        var to = new MemoryStream();
        using var sealing = new SealingStream(to, SealedHeader.Make(Secret, Salt, FileSalt), $"{Backup}/database");
        foreach (var part in plain.Chunk(10_007)) sealing.Write(part);
        sealing.FinishAsync(CancellationToken.None).GetAwaiter().GetResult();
        return to.ToArray();
    }

    private static byte[] Open(byte[] file, BackupSecret? secret = null, string name = $"{Backup}/database")
    {
        using var from = new OpeningStream(new MemoryStream(file), secret ?? Secret, name);
        var plain = new MemoryStream();
        from.CopyTo(plain);
        return plain.ToArray();
    }

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
