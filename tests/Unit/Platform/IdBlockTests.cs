using Entrepot.Platform.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Platform;

/// <summary>Ids of several processes on one database.</summary>
[Storage]
public sealed class IdBlockTests
{
    [Fact]
    public async Task Ids_rise_with_time_over_all_processes()
    {
        await using var first = await TestDatabase.CreateAsync();
        await using var second = await TestDatabase.AtAsync(first.Address);
        var ids = new List<long>();

        for (var round = 0; round < 3; round++)
        {
            ids.Add(await NextAsync(first));
            Later(IdBlocks.FreshFor);
            ids.Add(await NextAsync(second));
            Later(IdBlocks.FreshFor);
        }

        ids.ShouldBe(ids.Order());
        ids.ShouldBeUnique();

        void Later(TimeSpan time)
        {
            first.Clock.Now += time;
            second.Clock.Now += time;
        }
    }

    [Fact]
    public async Task A_process_goes_on_after_a_block_is_used_up_and_never_gives_an_id_twice()
    {
        await using var database = await TestDatabase.CreateAsync();
        var ids = database.Services.GetRequiredService<IdBlocks>();
        var last = 0L;

        for (var unit = 0; unit < 6; unit++)
        {
            var id = await NextAsync(database);
            id.ShouldBeGreaterThan(last);
            for (var i = 0; i < (IdBlocks.BlockSize / 2) - 2; i++) last = ids.Next();
            last.ShouldBeGreaterThan(id);
        }
    }

    private static async Task<long> NextAsync(TestDatabase database)
    {
        await using var scope = database.As(TestDatabase.Ours);
        await using var unit = await scope.ServiceProvider.GetRequiredService<EntrepotDb>().BeginAsync(CancellationToken.None);
        return scope.ServiceProvider.GetRequiredService<IdBlocks>().Next();
    }
}
