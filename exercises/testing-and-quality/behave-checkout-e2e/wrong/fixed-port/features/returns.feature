@returns
Feature: Returns

  Background:
    Given these products
      | sku    | price     | stock |
      | tea    | 12.50 EUR | 3     |
      | teapot | 48.00 EUR | 1     |
    And an empty cart
    And I put 3 "tea" into the cart
    And I put 1 "teapot" into the cart

  Scenario Outline: A part of an order comes back
    Given "ada@example.org" checks out
    When I return <quantity> "<sku>"
    Then I get <refund> EUR back

    Examples:
      | sku    | quantity | refund |
      | tea    | 1        | 12.50  |
      | tea    | 2        | 25.00  |
      | teapot | 1        | 48.00  |

  Scenario: What was reduced is refunded reduced
    Given I use the coupon "TENOFF"
    And "ada@example.org" checks out
    When I return 1 "tea"
    Then I get 11.25 EUR back

  Scenario: Nothing comes back twice
    Given "ada@example.org" checks out
    When I return 2 "tea"
    And I return 2 "tea"
    Then the shop answers 409
