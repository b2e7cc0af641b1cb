using System.Text.RegularExpressions;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Channels.Features;

/// <summary>The company's sales channels.</summary>
internal sealed partial class ConnectChannel(EntrepotDb db) : ISalesChannels
{
    public async Task<IReadOnlyList<SalesChannel>> AllAsync(CancellationToken ct) =>
        await db.Set<SalesChannelRow>().OrderBy(row => row.Code).Select(row => new SalesChannel(row.Id, row.Code, row.Name, row.Kind, row.Currency)).ToListAsync(ct);

    public async Task<Result> AddAsync(SalesChannel channel, CancellationToken ct)
    {
        if (!Code().IsMatch(channel.Code) || channel.Name.Length is 0 or > 100 || channel.Kind.Length is 0 or > 32 || !Currencies.IsKnown(channel.Currency))
            return ChannelsProblems.ChannelMalformed();
        if (await db.Set<SalesChannelRow>().AnyAsync(row => row.Code == channel.Code, ct)) return ChannelsProblems.ChannelKnown(channel.Code);

        db.Writes.Insert(new SalesChannelRow { TenantId = db.Tenant, Id = channel.Id, Code = channel.Code, Name = channel.Name, Kind = channel.Kind, Currency = channel.Currency });
        return Result.Ok;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,31}$")]
    private static partial Regex Code();
}
