using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Entrepot.Kernel;
using Entrepot.Platform.Work;

namespace Entrepot.Transport.Carriers;

/// <summary>One HTTP client for all carriers, with a time-out; repeating is the work queue's business.</summary>
internal sealed class CarrierHttp(IHttpClientFactory clients)
{
    public const string ClientName = "transport.carriers";

    /// <summary>Carriers answer a booking in two to five seconds on bad days; four of these fit into a work item's lease.</summary>
    public static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(25);

    /// <summary>Calls at once towards one carrier within one work item.</summary>
    public const int ParallelMax = 4;

    /// <summary>What a carrier leaves out is null here; what we leave out is not sent.</summary>
    public static readonly JsonSerializerOptions Pascal = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    public static readonly JsonSerializerOptions Camel = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <exception cref="TimeoutException">The work's lease ends too soon: another process may be making the same call by then.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        CallLease.MustLast(TimeOut);
        return clients.CreateClient(ClientName).SendAsync(request, ct);
    }

    public static AuthenticationHeaderValue Basic(string user, string password) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    public static HttpContent Json<T>(T body, JsonSerializerOptions options) => new StringContent(JsonSerializer.Serialize(body, options), Encoding.UTF8, "application/json");

    public static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonSerializerOptions options, CancellationToken ct)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(stream, options, ct) ?? throw new HttpRequestException("The carrier answered with nothing.");
        }
        catch (JsonException exception)
        {
            throw new HttpRequestException($"The carrier's answer cannot be read: {exception.Message}", exception);
        }
    }
}

/// <summary>Access tokens until shortly before they expire.</summary>
internal sealed class CarrierTokens(TimeProvider clock)
{
    /// <summary>A token more or less costs one call; so the list is simply emptied when it grows beyond this.</summary>
    private const int TokensMax = 1_000;

    /// <summary>A call must be over before its token ends.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<(TenantId Tenant, string Carrier, string Client), (string Token, DateTime Until)> known = [];

    public async Task<string> GetAsync(CarrierAccount account, Func<Task<(string Token, TimeSpan Lifetime)>> ask)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var key = Key(account);
        if (known.TryGetValue(key, out var token) && token.Until > now) return token.Token;

        var (fresh, lifetime) = await ask();
        if (known.Count >= TokensMax) known.Clear();
        known[key] = (fresh, now + lifetime - Margin);
        return fresh;
    }

    /// <summary>The carrier said 401: the next attempt asks for a new one.</summary>
    public void Forget(CarrierAccount account) => known.TryRemove(Key(account), out _);

    private static (TenantId Tenant, string Carrier, string Client) Key(CarrierAccount account) => (account.Tenant, account.Carrier, account.ClientId);
}
