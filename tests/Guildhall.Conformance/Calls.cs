using Guildhall.Testing;

namespace Guildhall.Conformance;

/// <summary>Calls with a token that belongs to no <see cref="TestUser"/>.</summary>
internal static class Calls
{
    public static ApiCaller As(TestHouse house, string token) => new(new HttpClient { BaseAddress = house.BaseUrl }, token);
}
