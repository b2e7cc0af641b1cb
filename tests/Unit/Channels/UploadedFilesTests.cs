using Entrepot.Channels.Data;
using Entrepot.Channels.Features.Importing;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Channels;

/// <summary>What one process took in, another finds whole.</summary>
[Storage]
public sealed class UploadedFilesTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory]
    [InlineData(1)]
    [InlineData(1 << 20)]
    [InlineData((1 << 20) + 1)]
    [InlineData(9_000_000)]
    public async Task A_file_comes_out_as_it_went_in(int bytes)
    {
        var content = new byte[bytes];
        new Random(bytes).NextBytes(content);
        await using var host = await ChannelsHost.StartAsync();
        (await host.AskAsync(services => services.GetRequiredService<UploadedFiles>().StoreAsync(77, new MemoryStream(content), Ct))).ShouldBe(Result.Ok);

        var path = await host.AskAsync(services => services.GetRequiredService<UploadedFiles>().LayDownAsync(77, bytes, Ct));

        (await File.ReadAllBytesAsync(path)).AsSpan().SequenceEqual(content).ShouldBeTrue();
        File.Delete(path);
    }

    [Fact]
    public async Task A_file_that_lacks_its_end_is_refused()
    {
        await using var host = await ChannelsHost.StartAsync();
        await host.AskAsync(services => services.GetRequiredService<UploadedFiles>().StoreAsync(77, new MemoryStream(new byte[10]), Ct));

        (await Should.ThrowAsync<InvalidDataException>(() => host.AskAsync(services => services.GetRequiredService<UploadedFiles>().LayDownAsync(77, 11, Ct))))
            .Message.ShouldBe("The upload of import 77 has 10 bytes of 11. Upload the file again.");
    }

    [Fact]
    public async Task Parts_of_an_upload_that_was_broken_off_are_removed_two_days_later()
    {
        await using var host = await ChannelsHost.StartAsync();
        await host.AskAsync(services => services.GetRequiredService<UploadedFiles>().StoreAsync(77, new MemoryStream(new byte[10]), Ct));
        (await LeftAsync(host, UploadedFiles.LeftBehindAfter - TimeSpan.FromMinutes(1))).ShouldBe(1);
        (await LeftAsync(host, UploadedFiles.LeftBehindAfter + TimeSpan.FromMinutes(1))).ShouldBe(0);
    }

    private static Task<int> LeftAsync(ChannelsHost host, TimeSpan later) => host.AskAsync(async services =>
    {
        var db = services.GetRequiredService<EntrepotDb>();
        await using (var unit = await db.BeginAsync(Ct))
        {
            ActivatorUtilities.CreateInstance<UploadedFiles>(services, new LaterClock(services.GetRequiredService<TimeProvider>(), later)).ForgetLeftBehind();
            (await unit.CommitAsync(Ct)).ShouldBe(Result.Ok);
        }

        return await db.Set<ImportPartRow>().CountAsync();
    });

    private sealed class LaterClock(TimeProvider clock, TimeSpan later) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + later;
    }
}
