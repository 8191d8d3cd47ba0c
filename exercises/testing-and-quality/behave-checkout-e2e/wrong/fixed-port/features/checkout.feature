Feature: Checkout

  Background:
    Given these products
      | sku    | price     | stock |
      | tea    | 12.50 EUR | 50    |
      | teapot | 48.00 EUR | 5     |
    And an empty cart

  @shipping
  Scenario Outline: An order costs its goods and shipping
    Given I put <quantity> "<sku>" into the cart
    When "ada@example.org" checks out
    Then the order costs <total> EUR

    Examples:
      | sku    | quantity | total |
      | tea    | 2        | 29.90 |
      | tea    | 4        | 50.00 |
      | teapot | 1        | 52.90 |

  @stock
  Scenario: An order takes its goods out of stock
    Given I put 3 "tea" into the cart
    When "ada@example.org" checks out
    Then there are 47 "tea" in stock

  @payment
  Scenario: A paid order is paid
    Given I put 1 "tea" into the cart
    And "ada@example.org" checks out
    When I pay 12.50 EUR
    Then the shop answers 402
    And the order is "new"
    When I pay 17.40 EUR
    Then the order is "paid"

  @mail
  Scenario: Each customer gets one mail
    Given I put 1 "teapot" into the cart
    And "ada@example.org" checks out
    And an empty cart
    And I put 2 "tea" into the cart
    When "bob@example.org" checks out
    Then "ada@example.org" gets this mail and no other
      """
      Order 1: 52.90 EUR
      """
    And "bob@example.org" gets this mail and no other
      """
      Order 2: 29.90 EUR
      """

  @slow
  Scenario: Many orders
    Given 40 orders of 1 "tea" by "ada@example.org"
    Then there are 10 "tea" in stock
