using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace Entrepot.Sandbox;

/// <summary>The company's server, seen from outside.</summary>
internal sealed class ServerClient(HttpClient http, string key)
{
    public async Task<T> GetAsync<T>(string path, CancellationToken ct)
    {
        using var response = await SendAsync(HttpMethod.Get, path, null, ct);
        return await ReadAsync<T>(response, ct);
    }

    /// <exception cref="HttpRequestException">The server is down, busy, or says no.</exception>
    public async Task<T> PostAsync<T>(string path, object body, CancellationToken ct)
    {
        using var content = JsonContent.Create(body);
        using var response = await SendAsync(HttpMethod.Post, path, content, ct);
        return await ReadAsync<T>(response, ct);
    }

    /// <summary>Sends a text that is JSON already.</summary>
    /// <returns>False when the server refused this text for good; true when it took it.</returns>
    /// <exception cref="HttpRequestException">The server is down or busy: the same text may be sent again later.</exception>
    public async Task<bool> TryPostTextAsync(string path, string json, CancellationToken ct)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await SendAsync(HttpMethod.Post, path, content, ct);
        if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Conflict or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity) return false;
        response.EnsureSuccessStatusCode();
        return true;
    }

    /// <summary>Fills in a page's form with a file, as a browser does.</summary>
    /// <exception cref="HttpRequestException">The server is down, busy, or says no.</exception>
    public async Task UploadAsync(string path, IReadOnlyDictionary<string, string> fields, string fileField, string fileName, string text, CancellationToken ct)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields) form.Add(new StringContent(value), name);
        form.Add(new StringContent(text, Encoding.UTF8, "text/csv"), fileField, fileName);
        using var response = await SendAsync(HttpMethod.Post, path, form, ct);
        if (response.StatusCode is not HttpStatusCode.SeeOther) throw new HttpRequestException($"The form of {path} was not taken: {(int)response.StatusCode}.");
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken ct)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Entrepot-Sandbox", "1.0"));
        return http.SendAsync(request, ct);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken ct)
    {
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<T>(ct) ?? throw new HttpRequestException("The server answered with nothing.");
    }
}
